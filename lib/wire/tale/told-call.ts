/** Owns: what clients that are told every step of a run are told of a tool call. */

export interface ToldCall {
  /** By which the client knows it. */
  id: string;
  partId: string;
  name: string;
  /** For people; null: it has none. */
  title: string | null;
  /** The client runs it. */
  isClients: boolean;
}

export type CallTelling =
  | { type: "call-start"; call: ToldCall }
  /** A piece of its arguments as the model writes them. */
  | { type: "call-args"; call: ToldCall; delta: string }
  /** It is whole; one of the client's is now the client's to run, unless it is `isAnswered`: what came of it follows at once. */
  | { type: "call-ready"; call: ToldCall; args: unknown; isAnswered: boolean }
  /** It never became whole, or was whole and never given to the client. Nothing more comes of it. */
  | { type: "call-unfinished"; call: ToldCall; args: unknown; message: string }
  /** A person is asked; `message`: what will happen. */
  | { type: "call-asked"; call: ToldCall; message: string }
  | { type: "call-allowed"; call: ToldCall }
  | { type: "call-refused"; call: ToldCall; reason: string | null; wasAsked: boolean }
  | { type: "call-result"; call: ToldCall; result: unknown }
  | { type: "call-failed"; call: ToldCall; message: string };
