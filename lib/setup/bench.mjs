// `npm run bench`: the benchmarks on the production build. Figures and goals go to the terminal and to bench/results.
import { ensureBrowser } from "./browser.mjs";
import { ensureBuild, ensureClients } from "./build.mjs";
import { ensureDependencies, pinnedNode } from "./dependencies.mjs";
import { hand } from "./run.mjs";

await ensureDependencies({ withTools: true });
const node = await pinnedNode();
await ensureClients(node);
await ensureBuild(node);
hand(node, ["bench/main.ts", ...process.argv.slice(2)], { ALOUD_CHROMIUM: await ensureBrowser(node) });
