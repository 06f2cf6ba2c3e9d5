// `npm start`: all set-up on a fresh clone, then the production server. A later start skips what has not changed.
import { ensureBuild, ensureClients } from "./build.mjs";
import { ensureDependencies, pinnedNode } from "./dependencies.mjs";
import { environmentFile, hand } from "./run.mjs";

await ensureDependencies({ withTools: false });
const node = await pinnedNode();
await ensureClients(node);
await ensureBuild(node);
hand(node, [...environmentFile(), "lib/socket/server.ts"], { NODE_ENV: "production" });
