/** A run under way for a client. */
export interface Asked {
  conversationId: string;
  runId: string;
  /** The event after which this answer begins: 0, or where the run waited for the client. */
  after: number;
  modelId: string;
}
