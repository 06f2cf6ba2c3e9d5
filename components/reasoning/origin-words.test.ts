import { describe, expect, it } from "vitest";
import { originMark, originSentence, originWords } from "./origin-words.ts";

describe("how something was asked", () => {
  it("is told by the way and the name of the key", () => {
    const origin = { surface: "chat-completions", keyName: "Editor" } as const;
    expect(originWords(origin)).toBe("API · Editor");
    expect(originMark(origin)).toBe("Editor");
    expect(originSentence(origin)).toBe("asked through API with the key Editor");
  });

  it("is told by the way alone where there is no key, or it is gone", () => {
    for (const keyName of [null, ""]) {
      const origin = { surface: "websocket", keyName } as const;
      expect([originWords(origin), originMark(origin)]).toEqual(["WebSocket", "WebSocket"]);
      expect(originSentence(origin)).toBe("asked through WebSocket");
    }
  });
});
