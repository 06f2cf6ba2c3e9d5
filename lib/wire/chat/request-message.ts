/** Owns: the shape of the messages of a chat completions request. Fields that are not named here are taken and say nothing. */
import { z } from "zod";

const textPart = z.looseObject({ type: z.literal("text"), text: z.string() });
const imagePart = z.looseObject({
  type: z.literal("image_url"),
  // Some clients send the address alone.
  image_url: z.union([z.string(), z.looseObject({ url: z.string() })]),
});

const content = <Part extends z.ZodType>(part: Part, error: string) => z.union([z.string(), z.array(part)], { error });
const ofText = content(textPart, "expected a text, or a list of parts of type text");

const system = { content: ofText };

const call = z.looseObject({
  id: z.string().min(1),
  type: z.literal("function", { error: 'only calls of type "function" are known' }).nullish(),
  function: z.looseObject({ name: z.string(), arguments: z.string().nullish() }),
});

export const requestMessage = z.discriminatedUnion(
  "role",
  [
    z.looseObject({ role: z.literal("system"), ...system }),
    z.looseObject({ role: z.literal("developer"), ...system }),
    z.looseObject({
      role: z.literal("user"),
      content: content(z.union([textPart, imagePart]), "expected a text, or a list of parts of type text or image_url"),
    }),
    z.looseObject({
      role: z.literal("assistant"),
      // What a client keeps of an answer beside its text is its own affair.
      content: content(z.looseObject({ type: z.string() }), "expected a text or a list of parts").nullish(),
      refusal: z.string().nullish(),
      tool_calls: z.array(call).nullish(),
      function_call: z.null({ error: "calls of the old kind are not taken, use tool_calls" }).optional(),
    }),
    z.looseObject({ role: z.literal("tool"), tool_call_id: z.string().min(1), content: ofText }),
  ],
  { error: "expected a message whose role is system, developer, user, assistant or tool" },
);

export type RequestMessage = z.infer<typeof requestMessage>;
