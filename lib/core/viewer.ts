/** Who is asking. Every service takes one first and puts it into its `where`. */
export interface Viewer {
  userId: string;
}
