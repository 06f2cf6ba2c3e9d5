import type { Facts } from "./error-facts.ts";

const tools = /\b(tools?|tool[_ -]?(use|choice|call\w*)|function[_ ]?call\w*|functions)\b/;
const refusal =
  /not support|unsupported|not (be )?(enabled|available|allowed|permitted)|no endpoints found|--jinja|--enable-auto-tool-choice|extra_?forbidden|(unknown|unrecognized|unexpected|extra).{0,40}(parameter|argument|field|input|key)/;

/** Whether a request was refused for the tools it declared, in the provider's own words. Pure. */
export function isAboutTools({ status, code, type, param, message }: Facts): boolean {
  // A gateway that finds no host with tools says 404, a server without a parser for calls sometimes 500 or 501.
  if (status === null || ![400, 404, 422, 500, 501].includes(status)) return false;
  const text = `${code} ${type} ${param} ${message}`.toLowerCase().replaceAll(/\s+/g, " ");
  return tools.test(text) && refusal.test(text);
}
