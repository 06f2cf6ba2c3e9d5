declare module "@mixmark-io/domino" {
  /** `end` hands over the text; `process` works until the function is true after a token, and says whether there is more. */
  export function createIncrementalHTMLParser(): {
    end(html: string): void;
    process(isPaused: () => boolean): boolean;
    document(): Document;
  };
}
