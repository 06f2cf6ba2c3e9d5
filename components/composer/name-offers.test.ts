import { describe, expect, it } from "vitest";
import type { CatalogConnection } from "#lib/models/catalog.ts";
import type { ModelInfo } from "#lib/models/model.ts";
import { findModels } from "./find-models.ts";
import { modelRows } from "./model-rows.ts";
import { nameOffers } from "./name-offers.ts";

function model(id: string, name: string): ModelInfo {
  const unknown = { reasons: null, contextSize: null, outputSize: null, callsTools: null, seesImages: null, price: null };
  const connection = { id: id.slice(0, id.indexOf("/")), name: "A server" };
  return { id, name, connection, efforts: [], defaultEffort: "medium", ...unknown, examples: [] };
}

function connection(id: string, isListed: boolean, takesAnyName = true): CatalogConnection {
  return { id, name: id.toUpperCase(), isListed, unlisted: takesAnyName ? model(`${id}/`, "") : null };
}

const models = [model("listed/gpt-5", "GPT-5"), model("listed/org/thinker", "Thinker")];
const connections = [connection("listed", true), connection("bare", false), connection("builtin", false, false)];
const idsFor = (query: string) => nameOffers(models, connections, query).map(({ id }) => id);

describe("a typed name", () => {
  it("is offered by every connection that takes any name, first by those without a list", () => {
    expect(nameOffers(models, connections, " org/my-model:8b ")).toEqual([
      { id: "bare/org/my-model:8b", name: "org/my-model:8b", connectionName: "BARE" },
      { id: "listed/org/my-model:8b", name: "org/my-model:8b", connectionName: "LISTED" },
    ]);
  });

  it.each(["gpt-5", "GPT-5", "org/thinker", "Thinker"])("is not offered where it is listed: %s", (query) => {
    expect(idsFor(query)).toEqual([`bare/${query}`]);
  });

  it.each(["", "  ", "two words", "größe", "x".repeat(201)])("is not offered when it cannot be one: %j", (query) => {
    expect(idsFor(query)).toEqual([]);
  });

  it("is offered by four connections at most", () => {
    const many = Array.from({ length: 9 }, (_, number) => connection(`c${number}`, number < 6));
    expect(nameOffers([], many, "mine").map(({ id }) => id)).toEqual(["c6/mine", "c7/mine", "c8/mine", "c0/mine"]);
  });

  it("stands below what was found, counted with it", () => {
    const rows = modelRows(findModels(models, "gpt"), null, nameOffers(models, connections, "gpt"));
    expect(rows.map((row) => [row.kind, row.id, "place" in row ? row.place : null])).toEqual([
      ["heading", "heading listed", null],
      ["model", "listed/gpt-5", 0],
      ["heading", "heading of offers", null],
      ["offer", "bare/gpt", 1],
      ["offer", "listed/gpt", 2],
    ]);
  });
});
