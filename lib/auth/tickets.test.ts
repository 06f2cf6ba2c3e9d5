import { describe, expect, it } from "vitest";
import type { Caller } from "#lib/core/caller.ts";
import { dropTicketsOf, issueTicket, takeTicket, ticketMs } from "./tickets.ts";

const person: Caller = { viewer: { userId: "per_1" }, key: null };
const ofKey = (id: string): Caller => ({
  viewer: { userId: "per_1" },
  key: {
    id,
    name: "Editor",
    exposure: "none",
    format: "tags",
    models: null,
    usesTools: false,
    spending: null,
    requestsPerMinute: null,
  },
});

describe("a ticket", () => {
  it("opens once, for whom it was issued", () => {
    const ticket = issueTicket(ofKey("key_1"));
    expect(ticket).toMatch(/^[\w-]{43}$/);
    expect(takeTicket(ticket)).toEqual(ofKey("key_1"));
    expect(takeTicket(ticket)).toBeNull();
  });

  it("is too old after half a minute, and used up by the attempt", () => {
    const ticket = issueTicket(person, 1_000);
    expect(takeTicket(ticket, 1_000 + ticketMs)).toBeNull();
    expect(takeTicket(ticket, 1_000)).toBeNull();
    expect(takeTicket(issueTicket(person, 1_000), 1_000 + ticketMs - 1)).toEqual(person);
  });

  it("is no word that was never issued", () => {
    for (const word of ["", "x", "__proto__", "constructor"]) expect(takeTicket(word)).toBeNull();
  });

  it("goes with its key, and with no other", () => {
    const [first, second, third] = [issueTicket(ofKey("key_1")), issueTicket(ofKey("key_2")), issueTicket(person)];
    dropTicketsOf("key_1");
    expect([first, second, third].map((ticket) => takeTicket(ticket))).toEqual([null, ofKey("key_2"), person]);
  });

  it("S58 is refused while a thousand are about, and those that are too old are not counted", () => {
    const tickets = Array.from({ length: 1_000 }, () => issueTicket(person, 5_000_000));
    expect(new Set(tickets).size).toBe(1_000);
    expect(() => issueTicket(person, 5_000_001)).toThrow(expect.objectContaining({ code: "rate-limited" }));
    expect(takeTicket(issueTicket(person, 5_000_000 + ticketMs), 5_000_000 + ticketMs)).toEqual(person);
  });
});
