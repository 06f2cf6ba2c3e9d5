import { watchList } from "#lib/conversations/watch-list.ts";
import { systemClock } from "#lib/core/clock.ts";
import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";
import { streamFrames } from "#lib/http/stream.ts";
import { listFrames } from "#lib/wire/list-frames.ts";

/** As for the events of a run: no connection lives for ever. */
const recycleMs = 10 * 60 * 1000;

/** A word whenever the list of conversations is not what it was. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({}, ({ viewer }) => {
    const staleAt = systemClock.now() + recycleMs;
    return streamFrames(async (signal) => listFrames(watchList(viewer, signal), () => systemClock.now() > staleAt));
  }),
});
