import { describe, expect, it } from "vitest";
import { checkAgents } from "#lib/testing/openbb-check.ts";
import { agentManifest } from "./manifest.ts";

describe("/agents.json", () => {
  it("is as the schema of its contract wants it, with and without models", () => {
    checkAgents(agentManifest([]));
    checkAgents(agentManifest([{ id: "builtin/reasoner", name: "Reasoner" }]));
  });

  it("is refused by that schema where votes have an address and no feature", () => {
    const { aloud } = agentManifest([]);
    expect(() => checkAgents({ aloud: { ...aloud, features: { ...aloud?.features, feedback: false } } })).toThrow(/feedback/);
    expect(() => checkAgents({ "not a slug": aloud })).toThrow();
    expect(() => checkAgents({ aloud: { ...aloud, id: "extra" } })).toThrow(/additional/);
  });

  it("names its addresses without a host, so that it works behind any", () => {
    expect(agentManifest([]).aloud?.endpoints).toEqual({ query: "/v1/query", feedback: "/v1/feedback" });
  });

  it("lets effort, shown thinking and, for a key, the model be chosen", () => {
    const features = agentManifest([{ id: "a/b", name: "B" }]).aloud?.features;
    expect(features?.effort).toMatchObject({ type: "select", default: "default" });
    expect(features?.thinking).toMatchObject({ type: "select" });
    expect(features?.model).toMatchObject({ options: [{ value: "default" }, { label: "B", value: "a/b" }] });
    expect(agentManifest([]).aloud?.features.model).toBeUndefined();
  });
});
