/** The floor of the benchmarks: a plain server that passes the provider's bytes on. Run as its own process. */
import { createServer, request } from "node:http";

const [port, provider] = [Number(process.argv[2]), String(process.argv[3])];

createServer((incoming, outgoing) => {
  if (incoming.method === "GET") return outgoing.end();
  const upstream = request(
    `${provider}/chat/completions`,
    { method: "POST", headers: { "content-type": "application/json" } },
    (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, { "content-type": "text/event-stream" });
      answer.pipe(outgoing);
    },
  );
  upstream.on("error", () => outgoing.destroy());
  incoming.pipe(upstream);
}).listen(port, "127.0.0.1", () => process.stdout.write("ready\n"));
