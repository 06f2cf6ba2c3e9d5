/** Owns: what Workspace reads at `/agents.json`. Pure. */
import { efforts } from "#lib/core/effort.ts";

type Choice = { label: string; value: string };

/** Beside yes and no: a choice that the person makes, which comes back in `workspace_options`. */
export interface CustomFeature {
  label: string;
  type: "select";
  default: string;
  description: string;
  options: Choice[];
}

export interface AgentManifest {
  name: string;
  description: string;
  image: null;
  endpoints: { query: string; feedback: string };
  features: Record<string, boolean | CustomFeature>;
}

const asChosen: Choice = { label: "As chosen in Aloud", value: "default" };

/** `models`: those that can be chosen; none when it is not known who asks. */
export function agentManifest(models: readonly { id: string; name: string }[]): Record<string, AgentManifest> {
  return {
    aloud: {
      name: "Aloud",
      description:
        "Answers with reasoning models of your own and shows how they think: steps, tools, sources. Reads the widgets, files and " +
        "skills of the Workspace.",
      image: null,
      endpoints: { query: "/v1/query", feedback: "/v1/feedback" },
      features: {
        streaming: true,
        "widget-dashboard-select": true,
        "widget-dashboard-search": true,
        "widget-global-search": true,
        "mcp-tools": true,
        "generative-ui": false,
        "file-upload": true,
        "prompt-suggestions": false,
        "client-sql": false,
        feedback: true,
        effort: {
          label: "Effort",
          type: "select",
          default: asChosen.value,
          description: "How hard the model is asked to think.",
          options: [asChosen, ...efforts.map((effort) => ({ label: effortLabels[effort], value: effort }))],
        },
        thinking: {
          label: "Thinking shown",
          type: "select",
          default: asChosen.value,
          description: "How much of the thinking is shown here, never more than the key allows.",
          options: [
            { label: "All that the key allows", value: asChosen.value },
            { label: "Summaries only", value: "summary" },
            { label: "None", value: "none" },
          ],
        },
        ...(models.length > 0 && { model: modelFeature(models) }),
      },
    },
  };
}

function modelFeature(models: readonly { id: string; name: string }[]): CustomFeature {
  return {
    label: "Model",
    type: "select",
    default: asChosen.value,
    description: "Which model answers.",
    options: [asChosen, ...models.map(({ id, name }) => ({ label: name, value: id }))],
  };
}

const effortLabels: Record<(typeof efforts)[number], string> = {
  off: "Off",
  minimal: "Minimal",
  low: "Low",
  medium: "Medium",
  high: "High",
  xhigh: "Extra high",
  max: "Max",
};
