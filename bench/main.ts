/** `npm run bench [heart|server|browser …]`: measures, prints the tables and writes them to `bench/results`. */
import { benchBrowser } from "./browser.ts";
import { benchHeart } from "./heart.ts";
import { writeReport } from "./report.ts";
import { benchCpu, benchDelay, benchMany, benchResume, startServers } from "./server.ts";

const asked = process.argv.slice(2);
const wants = (name: string) => asked.length === 0 || asked.includes(name);

if (wants("heart")) writeReport("heart", [{ title: "Growth of the splitter and the fold", rows: benchHeart() }]);

if (wants("server") || wants("browser")) {
  const servers = await startServers();
  try {
    if (wants("server"))
      writeReport("server", [
        { title: "Delay", rows: await benchDelay(servers) },
        { title: "CPU", rows: await benchCpu(servers) },
        { title: "Resume", rows: await benchResume(servers) },
        { title: "Many runs", rows: await benchMany(servers, 100) },
      ]);
    if (wants("browser"))
      writeReport("browser", [{ title: "Browser", rows: await benchBrowser(servers, String(process.env.ALOUD_CHROMIUM)) }]);
  } finally {
    await servers.stop();
  }
}
