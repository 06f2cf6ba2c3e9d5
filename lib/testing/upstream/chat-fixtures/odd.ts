/** Owns: answers in shapes that stray from the format, as proxies and gateways produce them. */
import { type ChatFixture, delta, eventStream, streamOf } from "./fixture.ts";

const envelope = { id: "chatcmpl-odd", object: "chat.completion.chunk", created: 1, model: "odd" };
const spoken = [
  { kind: "full" as const, text: "Hmm, wait." },
  { kind: "text" as const, text: "Yes." },
];
const chunks = [
  delta({ role: "", content: null }),
  { choices: [] },
  delta({ reasoning_content: "Hmm, " }),
  delta({ reasoning_content: "wait." }),
  delta({ content: "Yes." }),
  delta({}, "stop"),
];
const body = streamOf(envelope, chunks);
const usage = null;
const finish = "stop" as const;
const modelId = "odd";
const wholeAnswer = {
  id: "chatcmpl-odd",
  object: "chat.completion",
  model: "odd",
  choices: [
    { index: 0, message: { role: "assistant", content: "Yes.", reasoning_content: "Hmm, wait." }, finish_reason: "stop" },
  ],
  usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 },
};
const counted = { input: 3, output: 4, reasoning: null, cached: null };

export const odd: ChatFixture[] = [
  { name: "CRLF", body: streamOf(envelope, chunks, { newline: "\r\n" }), contentType: eventStream },
  {
    name: "a byte order mark and comments",
    body: `\uFEFF: hello\n\n${body.replaceAll("\n\n", "\n\n: ping\n\n")}`,
    contentType: eventStream,
  },
  { name: "no blank after the colon", body: body.replaceAll("data: ", "data:"), contentType: eventStream },
  { name: "several data lines an event", body: body.replaceAll(',"choices"', '\ndata: ,"choices"'), contentType: eventStream },
  { name: "doubled prefixes", body: body.replaceAll("data: ", "data: data: "), contentType: eventStream },
  { name: "a stream labelled as JSON", body, contentType: "application/json" },
  { name: "names of events", body: body.replaceAll("data: ", "event: message\nid: 7\ndata: "), contentType: eventStream },
].map((fixture) => ({ ...fixture, modelId, parts: spoken, finish, usage }));

odd.push(
  {
    name: "a whole answer where a stream was asked for",
    body: JSON.stringify(wholeAnswer, null, 2),
    contentType: "application/json",
    modelId,
    parts: spoken,
    finish,
    usage: counted,
  },
  {
    name: "a whole answer labelled as a stream",
    body: JSON.stringify(wholeAnswer),
    contentType: eventStream,
    modelId,
    parts: spoken,
    finish,
    usage: counted,
  },
);
