/** Owns: the source that every sandbox begins with: console, timers, and telling values and errors as JSON. */

/** What a value is cut to, in the sandbox: nothing larger leaves it. */
export const mostReportLength = 2_000_000;
const mostLineLength = 10_000;
const mostConsoleLength = 60_000;
const mostEntries = 200_000;

/**
 * A function of `send(line)`. What it gives back is called by the host alone: `report(value)` gives JSON of
 * `{ value, isUndefined }`, `explain(error)` a sentence, `due(now)` runs a timer and gives the milliseconds to the next, or -1.
 */
export const sandboxSource = String.raw`(function (send, now) {
  "use strict";
  const { stringify } = JSON;
  const { create, defineProperty, keys } = Object;
  const text = String;
  const isArray = Array.isArray;
  let room = 0;

  function plain(value, above) {
    if (--room < 0) throw new RangeError("The value has more than ${mostEntries} entries.");
    if (value === null || typeof value === "boolean") return value;
    if (typeof value === "string") { room -= value.length / 10; return value; }
    if (typeof value === "number") return Number.isFinite(value) ? value : text(value);
    if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : text(value);
    if (typeof value === "undefined") return null;
    if (typeof value === "symbol") return text(value);
    if (typeof value === "function") return "[function]";
    if (above.includes(value)) return "[circular]";
    if (above.length >= 50) return "[nested deeper than 50 levels]";
    const inside = above.concat([value]);
    if (value instanceof Error) return value.name + ": " + value.message;
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
    if (value instanceof RegExp) return text(value);
    if (value instanceof Promise) return "[promise]";
    if (value instanceof Map) {
      const entries = [...value];
      if (!entries.every(([key]) => typeof key === "string")) return plain(entries, inside);
      return object(entries, inside);
    }
    if (value instanceof Set || (ArrayBuffer.isView(value) && !(value instanceof DataView))) return [...value].map((each) => plain(each, inside));
    if (isArray(value)) return Array.from(value, (each) => plain(each, inside));
    if (typeof value.toJSON === "function") return plain(value.toJSON(), inside);
    return object(keys(value).map((key) => [key, value[key]]), inside);
  }

  function object(entries, inside) {
    const made = create(null);
    for (const [key, each] of entries) defineProperty(made, key, { value: plain(each, inside), enumerable: true });
    return made;
  }

  function words(value) {
    if (typeof value === "string") return value;
    if (typeof value === "undefined") return "undefined";
    room = 2000;
    try {
      if (typeof value !== "object" || value === null || value instanceof Error) return text(plain(value, []));
      return stringify(plain(value, []));
    } catch (error) {
      return isArray(value) ? "[a list of " + value.length + "]" : "[a value too large to print]";
    }
  }

  let printed = 0;
  function print(...values) {
    if (printed > ${mostConsoleLength}) return;
    let line = values.map(words).join(" ");
    if (line.length > ${mostLineLength}) line = line.slice(0, ${mostLineLength}) + " … (" + line.length + " characters)";
    printed += line.length + 1;
    send(printed > ${mostConsoleLength} ? "… the output goes on and is left out …" : line);
  }
  const labelled = (label) => (...values) => print(label, ...values);
  globalThis.console = {
    log: print, info: print, debug: print, table: print, dir: print, group: print, groupEnd() {},
    warn: labelled("Warning:"), error: labelled("Error:"), trace: labelled("Trace:"),
    assert(isTrue, ...values) { if (!isTrue) print("Assertion failed:", ...values); },
  };

  const timers = new Map();
  let nextTimer = 1;
  function start(run, wait, every, given) {
    if (typeof run !== "function") throw new TypeError("A timer needs a function.");
    if (timers.size >= 10000) throw new RangeError("There are more than 10000 timers.");
    const ms = Math.max(0, Number(wait) || 0);
    timers.set(nextTimer, { at: now() + ms, run: () => run(...given), every: every ? Math.max(1, ms) : null });
    return nextTimer++;
  }
  globalThis.setTimeout = (run, wait, ...given) => start(run, wait, false, given);
  globalThis.setInterval = (run, wait, ...given) => start(run, wait, true, given);
  globalThis.clearTimeout = globalThis.clearInterval = (id) => { timers.delete(id); };
  globalThis.queueMicrotask = (run) => { Promise.resolve().then(run); };
  globalThis.structuredClone = (value) => { room = ${mostEntries}; return JSON.parse(stringify(plain(value, []))); };
  globalThis.performance = { now };

  return {
    report(value) {
      room = ${mostEntries};
      const json = stringify({ __proto__: null, value: plain(value, []), isUndefined: value === undefined });
      if (json.length > ${mostReportLength}) throw new RangeError("The result is larger than ${mostReportLength / 1_000_000} MB. Give back less of it.");
      return json;
    },
    explain(error) {
      if (!(error instanceof Error)) return ("Thrown: " + words(error)).slice(0, 1000);
      const line = /code\.js:(\d+)/.exec(text(error.stack));
      const kept = text(error.name).slice(0, 100) + ": " + text(error.message).slice(0, 1000);
      return kept + (line ? " (line " + line[1] + ")" : "");
    },
    /** Without "isLast", intervals count as well. */
    due(isLast) {
      let first = null;
      for (const [id, timer] of timers) {
        if (isLast && timer.every !== null) continue;
        if (first === null || timer.at < first[1].at) first = [id, timer];
      }
      if (first === null) return -1;
      const [id, timer] = first;
      const wait = timer.at - now();
      if (wait > 0) return wait;
      if (timer.every === null) timers.delete(id);
      else timer.at = now() + timer.every;
      timer.run();
      return 0;
    },
  };
})`;
