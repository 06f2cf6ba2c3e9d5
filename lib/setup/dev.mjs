// `npm run dev`: the development server with reload, on the same data folder as `npm start`.
import { ensureClients } from "./build.mjs";
import { ensureDependencies, pinnedNode } from "./dependencies.mjs";
import { environmentFile, hand } from "./run.mjs";

await ensureDependencies({ withTools: true });
const node = await pinnedNode();
await ensureClients(node);
hand(node, [...environmentFile(), "lib/socket/server.ts", "--dev"], { NODE_ENV: "development" });
