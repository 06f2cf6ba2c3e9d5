/** Owns: the shapes of a response, its items and its events, as OpenAI's clients read them. */

export type ItemStatus = "in_progress" | "completed" | "incomplete";

export interface SummaryText {
  type: "summary_text";
  text: string;
}

export interface ReasoningText {
  type: "reasoning_text";
  text: string;
}

export interface ReasoningItem {
  type: "reasoning";
  id: string;
  status: ItemStatus;
  summary: SummaryText[];
  /** Only where whoever asked wants thoughts word for word. */
  content?: ReasoningText[];
  encrypted_content?: string;
}

export interface UrlCitation {
  type: "url_citation";
  url: string;
  title: string;
  /** The stretch of the text, in UTF-16 units. Providers rarely say which one, so it is the whole text. */
  start_index: number;
  end_index: number;
}

export interface OutputText {
  type: "output_text";
  text: string;
  annotations: UrlCitation[];
  logprobs: never[];
}

export interface MessageItem {
  type: "message";
  id: string;
  status: ItemStatus;
  role: "assistant";
  content: OutputText[];
}

export interface FunctionCallItem {
  type: "function_call";
  id: string;
  status: ItemStatus;
  call_id: string;
  name: string;
  arguments: string;
}

export type OutputItem = ReasoningItem | MessageItem | FunctionCallItem;

export type ResponseStatus = "queued" | "in_progress" | "completed" | "incomplete" | "failed" | "cancelled";

/** What is absent is unknown. */
export interface ResponseUsage {
  input_tokens: number;
  input_tokens_details: { cached_tokens?: number };
  output_tokens: number;
  output_tokens_details: { reasoning_tokens?: number };
  total_tokens: number;
}

export interface ResponseError {
  type: string;
  code: string;
  message: string;
}

export type TextFormat =
  | { type: "text" }
  | { type: "json_object" }
  | { type: "json_schema"; name: string; schema: Record<string, unknown>; strict: boolean };

export interface ResponseTool {
  type: "function";
  name: string;
  description: string;
  parameters: Record<string, unknown>;
  strict: boolean | null;
}

export type ToolChoice = "auto" | "none" | "required" | { type: "function"; name: string };

/** What stays the same from the first event to the last. */
export interface ResponseHead {
  id: string;
  object: "response";
  model: string;
  background: boolean;
  instructions: string | null;
  max_output_tokens: number | null;
  metadata: Record<string, string>;
  parallel_tool_calls: boolean;
  previous_response_id: string | null;
  reasoning: { effort: string | null; summary: string | null };
  store: boolean;
  temperature: number | null;
  text: { format: TextFormat };
  tool_choice: ToolChoice;
  tools: ResponseTool[];
  top_p: number | null;
  truncation: "disabled";
}

export interface ResponseObject extends ResponseHead {
  /** Seconds since the epoch. */
  created_at: number;
  completed_at: number | null;
  status: ResponseStatus;
  error: ResponseError | null;
  incomplete_details: { reason: string } | null;
  output: OutputItem[];
  /** Null: not known. */
  usage: ResponseUsage | null;
}

type Lifecycle = "response.created" | "response.in_progress" | "response.completed" | "response.incomplete" | "response.failed";

/** Where in a response something happens. */
interface At {
  item_id: string;
  output_index: number;
}

/** An event before it has its number. */
export type ResponseBeat =
  | { type: Lifecycle; response: ResponseObject }
  | { type: "response.output_item.added" | "response.output_item.done"; output_index: number; item: OutputItem }
  | (At & {
      type: "response.content_part.added" | "response.content_part.done";
      content_index: number;
      part: OutputText | ReasoningText;
    })
  | (At & { type: "response.output_text.delta"; content_index: number; delta: string; logprobs: never[] })
  | (At & { type: "response.output_text.done"; content_index: number; text: string; logprobs: never[] })
  | (At & {
      type: "response.output_text.annotation.added";
      content_index: number;
      annotation_index: number;
      annotation: UrlCitation;
    })
  | (At & {
      type: "response.reasoning_summary_part.added" | "response.reasoning_summary_part.done";
      summary_index: number;
      part: SummaryText;
    })
  | (At & { type: "response.reasoning_summary_text.delta"; summary_index: number; delta: string })
  | (At & { type: "response.reasoning_summary_text.done"; summary_index: number; text: string })
  | (At & { type: "response.reasoning_text.delta"; content_index: number; delta: string })
  | (At & { type: "response.reasoning_text.done"; content_index: number; text: string })
  | (At & { type: "response.function_call_arguments.delta"; delta: string })
  | (At & { type: "response.function_call_arguments.done"; name: string; arguments: string });

/** Numbered from 0 without a gap. */
export type ResponseEvent = ResponseBeat & { sequence_number: number };
