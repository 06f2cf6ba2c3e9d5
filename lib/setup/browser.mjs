// Owns: a Chromium for the end-to-end tests: what is there, else Playwright's download, else the system's package.
import { existsSync } from "node:fs";
import { run } from "./run.mjs";
import { fail, step } from "./say.mjs";

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--dump-dom",
  "about:blank",
];

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

async function works(path) {
  return existsSync(path) && (await run(path, flags, { timeoutMs: 60_000 })).code === 0;
}

async function firstWorking(paths) {
  for (const path of paths) if (await works(path)) return path;
  return null;
}

/** Where Playwright keeps the browser of its own version, whether or not it is there yet. */
async function playwrightPlace(node) {
  const asked = await run(node, [
    "-e",
    "import('@playwright/test').then(({ chromium }) => process.stdout.write(chromium.executablePath()))",
  ]);
  return asked.code === 0 ? [asked.output.trim()] : [];
}

/** The path of a Chromium that starts here; ends the process with what to do when none can be had. */
export async function ensureBrowser(node) {
  const own = await playwrightPlace(node);
  const found = await firstWorking([...own, ...places]);
  if (found) return found;
  return step("Getting a browser for the tests", async () => {
    await run(node, ["node_modules/@playwright/test/cli.js", "install", "chromium"], { timeoutMs: 300_000 });
    const downloaded = await firstWorking(own);
    if (downloaded) return downloaded;
    if (existsSync("/usr/bin/apt-get")) {
      const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
      const apt = (...args) =>
        run([...sudo, "apt-get"][0], [...sudo.slice(1), ...(sudo.length ? ["apt-get"] : []), ...args], {
          env: { DEBIAN_FRONTEND: "noninteractive" },
          timeoutMs: 600_000,
        });
      await apt("update");
      await apt("install", "-y", "--no-install-recommends", "chromium", "fonts-liberation");
    }
    return (
      (await firstWorking([...own, ...places])) ??
      fail(
        "No browser for the end-to-end tests could be found or installed. Install Chromium (on Debian: apt-get install chromium), then run npm test again.",
      )
    );
  });
}
