/** Owns: a function call as Workspace takes it, as JSON Schema: arguments that do not fit end the whole answer there. */
const record = { type: "object" };

const dataSource = {
  type: "object",
  properties: {
    widget_uuid: { type: "string" },
    origin: { type: "string" },
    id: { type: "string" },
    input_args: record,
    ssm_request: record,
  },
  required: ["origin", "id", "input_args"],
};

const optionsQuery = {
  type: "object",
  properties: {
    origin: { type: "string" },
    id: { type: "string" },
    param: { type: "string" },
    options_endpoint_input_args: record,
  },
  required: ["origin", "id", "param", "options_endpoint_input_args"],
};

function list(name: string, items: object) {
  return { type: "object", properties: { [name]: { type: "array", minItems: 1, items } }, required: [name] };
}

const argumentsOf: Record<string, object> = {
  get_widget_data: list("data_sources", dataSource),
  get_extra_widget_data: list("data_sources", dataSource),
  get_params_options: list("param_options_queries", optionsQuery),
  execute_agent_tool: {
    type: "object",
    properties: { server_id: { type: "string" }, tool_name: { type: "string" }, parameters: record },
    required: ["server_id", "tool_name", "parameters"],
  },
  get_skill_content: {
    type: "object",
    properties: { slug: { type: "string", minLength: 1 }, reason: { type: "string" } },
    required: ["slug"],
  },
};

export const functionCallSchema = {
  oneOf: Object.entries(argumentsOf).map(([name, schema]) => ({
    type: "object",
    properties: { function: { const: name }, input_arguments: schema, extra_state: record },
    required: ["function", "input_arguments", "extra_state"],
    additionalProperties: false,
  })),
};
