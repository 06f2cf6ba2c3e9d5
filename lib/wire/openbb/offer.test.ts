import { describe, expect, it } from "vitest";
import { checkedEvents } from "#lib/testing/openbb-check.ts";
import { openbbRunId, priceTarget, someOffer, yieldCurve } from "#lib/testing/openbb-stories.ts";
import { partIdOut } from "../ids.ts";
import { chooseCall, type WaitingCall } from "./choose-call.ts";
import { readExtraState } from "./extra-state.ts";

function waiting(...calls: [name: string, args: unknown][]): WaitingCall[] {
  return calls.map(([name, args], index) => {
    return { callId: partIdOut("call", { runId: openbbRunId, partId: `p${index}` }), name, args, step: 2 };
  });
}

/** The function call that goes out, checked against the contract. */
function asked(...calls: [name: string, args: unknown][]) {
  const { next } = chooseCall(waiting(...calls), someOffer, "kept words");
  if (next) checkedEvents([{ event: "copilotFunctionCall", data: next.call }]);
  return next?.call;
}

function faultOf(name: string, args: unknown): string | undefined {
  return chooseCall(waiting([name, args]), someOffer, null).faults[0]?.message;
}

describe("a call of the model, for Workspace", () => {
  it("fetches what a widget shows now, but for what is asked otherwise", () => {
    const sources = [{ widget: yieldCurve.uuid, input_args: { country: "japan" } }, { widget: "price target" }];
    expect(asked(["get_widget_data", { data_sources: sources }])?.input_arguments).toEqual({
      data_sources: [
        {
          widget_uuid: yieldCurve.uuid,
          origin: "OpenBB API",
          id: "yield_curve",
          input_args: { country: "japan", date: "2026-01-16" },
        },
        { widget_uuid: priceTarget.uuid, origin: "OpenBB API", id: "price_target", input_args: { symbol: "AAPL" } },
      ],
    });
  });

  it("fetches from a widget that has no uuid", () => {
    expect(asked(["get_extra_widget_data", { data_sources: [{ widget: "Hub/file-1" }] }])).toMatchObject({
      function: "get_extra_widget_data",
      input_arguments: { data_sources: [{ origin: "Hub", id: "file-1", input_args: {} }] },
      extra_state: { copilot_function_call_arguments: { widget_queries: [{ widget_uuid: "file-1" }] } },
    });
  });

  it("asks for options of a parameter", () => {
    const queries = [{ widget: yieldCurve.uuid, param: "country", input_args: { date: "2026-01-01" } }];
    expect(asked(["get_params_options", { queries }])?.input_arguments).toEqual({
      param_options_queries: [
        { origin: "OpenBB API", id: "yield_curve", param: "country", options_endpoint_input_args: { date: "2026-01-01" } },
      ],
    });
  });

  it("uses a tool of a server that Workspace knows", () => {
    expect(asked(["workspace_files_search", { query: "x" }])).toMatchObject({
      function: "execute_agent_tool",
      input_arguments: { server_id: "files", tool_name: "files_search", parameters: { query: "x" } },
    });
  });

  it("loads a skill", () => {
    expect(asked(["get_skill_content", { slug: "valuation", reason: "asked" }])?.input_arguments).toEqual({
      slug: "valuation",
      reason: "asked",
    });
  });

  it.each([
    ["get_widget_data", {}, /Give "data_sources"/],
    ["get_widget_data", { data_sources: ["x"] }, /needs a "widget"/],
    ["get_widget_data", { data_sources: [{ widget: "Moon" }] }, /no one widget "Moon"/],
    ["get_params_options", { queries: [] }, /Give "queries"/],
    ["get_params_options", { queries: [{ widget: yieldCurve.uuid, param: "moon" }] }, /It has: country, date/],
    ["get_skill_content", { slug: "moon" }, /There are: valuation/],
    ["get_skill_content", null, /There is no such skill/],
    ["workspace_files_search", {}, /Missing: query/],
    ["workspace_files_search", "x", /must be an object/],
    ["another", {}, /does not have this any more/],
  ])("that Workspace would refuse does not go there: %s %j", (name, args, message) => {
    expect(asked([name, args])).toBeUndefined();
    expect(faultOf(name, args)).toMatch(message);
  });

  it("carries what leads back to it", () => {
    const call = asked(["another", {}], ["get_skill_content", { slug: "valuation" }], ["workspace_files_search", { query: "x" }]);
    expect(readExtraState(call?.extra_state)).toEqual({
      calls: [partIdOut("call", { runId: openbbRunId, partId: "p1" })],
      sizes: [1],
      step: 2,
      kept: "kept words",
    });
  });
});
