/** Owns: which model a caller is answered by, and which it may choose from. */
import type { Caller } from "#lib/core/caller.ts";
import { AppError } from "#lib/core/errors.ts";
import type { ModelInfo } from "#lib/models/model.ts";
import { engine } from "#lib/runs/engine.ts";
import { readSettings } from "#lib/settings/store.ts";
import type { AskMessage } from "#lib/wire/request/ask.ts";

/** What a client may call the model that its owner has chosen. */
export const defaultName = "default";

/** Those that the caller may ask, in the order to show them. */
export async function modelsFor({ viewer, key }: Caller): Promise<ModelInfo[]> {
  const models = await engine().models.listModels(viewer);
  return models.filter(({ id }) => mayAsk(key, id));
}

/**
 * The owner's own choice: what is fixed for new conversations, else what was used last, else the first there is; of those that the
 * caller may ask. Null: there is none.
 */
export async function defaultModel(caller: Caller, models?: readonly ModelInfo[]): Promise<ModelInfo | null> {
  const [known, settings] = await Promise.all([models ?? modelsFor(caller), readSettings(caller.viewer)]);
  for (const id of [settings.fixedModelId, settings.defaultModelId]) {
    if (id === null || !mayAsk(caller.key, id)) continue;
    const model = known.find((each) => each.id === id) ?? (await unlisted(caller, id));
    if (model !== null) return model;
  }
  return known[0] ?? null;
}

/** One that was chosen by typing its name, or whose provider does not tell its list at the moment. Null: its connection is gone. */
async function unlisted({ viewer }: Caller, id: string): Promise<ModelInfo | null> {
  try {
    return (await engine().models.resolveModel(viewer, id)).info;
  } catch (error) {
    if (AppError.is(error) && error.code === "model-unknown") return null;
    throw error;
  }
}

/**
 * `named`: by the client, null when it leaves that open; `last`: what its conversation used. Throws AppError: model-forbidden,
 * model-unknown (`model`).
 */
export async function chooseModel(caller: Caller, named: string | null, last: string | null): Promise<ModelInfo> {
  const isOpen = named === null && last !== null && mayAsk(caller.key, last);
  const id = named === defaultName ? null : (named ?? (isOpen ? last : null));
  if (id === null) {
    const model = await defaultModel(caller);
    if (model === null) throw new AppError("model-unknown", { field: "model" });
    return model;
  }
  if (!mayAsk(caller.key, id)) throw new AppError("model-forbidden", { field: "model" });
  try {
    return (await engine().models.resolveModel(caller.viewer, id)).info;
  } catch (error) {
    if (!AppError.is(error) || error.code !== "model-unknown") throw error;
    const { message, suggestion } = error;
    throw new AppError("model-unknown", { message, suggestion, field: "model" });
  }
}

/** Throws AppError `bad-request` where there are pictures and the model is known not to see any. */
export function checkImages({ id, name, seesImages }: ModelInfo, messages: readonly AskMessage[]): void {
  const hasImages = messages.some((message) => message.role === "user" && (message.images ?? []).length > 0);
  if (!hasImages || seesImages !== false) return;
  throw new AppError("bad-request", {
    field: "messages",
    message: `The model ${name} (${id}) takes no images.`,
    suggestion: "Leave them out, or ask a model that takes them.",
  });
}

function mayAsk(key: Caller["key"], id: string): boolean {
  return key === null || key.models === null || key.models.includes(id);
}
