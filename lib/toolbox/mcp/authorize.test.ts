import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { databaseKinds } from "#lib/testing/database.ts";
import { type ScriptedAuthorization, startAuthorization } from "#lib/testing/mcp/scripted-authorization.ts";
import { type ScriptedServer, startScriptedServer } from "#lib/testing/mcp/scripted-server.ts";
import { withToolbox } from "#lib/testing/mcp/toolbox-bench.ts";
import { problemsOf } from "../tools-of-viewer.ts";
import { beginAuthorization, endAuthorization, forgetAuthorization } from "./authorize.ts";
import { foreignFetch } from "./foreign-fetch.ts";
import { updateServer } from "./store.ts";
import { summaryOfServer } from "./summary.ts";

const back = "http://127.0.0.1:3000/api/mcp/s/authorize/callback";

describe.each(databaseKinds)("a tool server that asks for authorization on %s", (kind) => {
  const bench = withToolbox(kind);
  const viewer = () => bench.viewer();
  let server: ScriptedServer;
  let authority: ScriptedAuthorization;
  beforeEach(async () => {
    server = await startScriptedServer([{ name: "go" }]);
    authority = await startAuthorization(server);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await Promise.all([server.close(), authority.close()]);
  });
  const state = async () => (await summaryOfServer(viewer(), "s")).state;
  const add = (headers?: Record<string, string>) => bench.add(server.url, { name: "S", ...(headers && { headers }) });
  const comeBack = (where: URL) => endAuthorization(viewer(), "s", where.searchParams);
  async function authorize() {
    const sent = await beginAuthorization(viewer(), "s", back);
    return comeBack(await authority.visit(sent));
  }

  it("is used once a person has let us in, with PKCE, for this server and with what it asked for", async () => {
    await add({ "X-Key": "canary-header" });
    expect(await state()).toBe("unauthorized");
    expect(await problemsOf(viewer())).toMatchObject([{ serverId: "s", message: "S asks for authorization." }]);
    const sent = new URL(await beginAuthorization(viewer(), "s", back));
    expect(Object.fromEntries(sent.searchParams)).toMatchObject({
      response_type: "code",
      code_challenge_method: "S256",
      redirect_uri: back,
      resource: server.url,
      scope: "tools",
    });
    expect(sent.searchParams.get("state")).toMatch(/^[\w-]{43}$/);
    expect(await comeBack(await authority.visit(sent.href))).toBe("done");
    expect(await state()).toBe("connected");
    await bench.agree("s");
    expect(await bench.run("s__go")).toMatchObject({ kind: "done", result: "go ran" });
    expect(await summaryOfServer(viewer(), "s")).toMatchObject({ isAuthorized: true });
    // A header for the tool server is nobody else's.
    expect(authority.headers.some((headers) => "x-key" in headers)).toBe(false);
    await forgetAuthorization(viewer(), "s");
    expect(await state()).toBe("unauthorized");
  });

  it("gets a newer token by itself, once, when its own is over, and asks the person when there is none", async () => {
    await add();
    await authorize();
    await bench.agree("s");
    authority.expireAccess();
    const calls = [bench.run("s__go"), bench.run("s__go"), bench.run("s__go")];
    for (const outcome of await Promise.all(calls)) expect(outcome).toMatchObject({ kind: "done" });
    expect(authority.grants).toEqual(["authorization_code", "refresh_token"]);
    authority.expireAccess();
    authority.revoke();
    const logged = vi.spyOn(console, "warn");
    expect(await bench.run("s__go")).toMatchObject({ kind: "failed", message: expect.stringContaining("authorization") });
    expect(await state()).toBe("unauthorized");
    expect(logged).not.toHaveBeenCalled();
  });

  it("renews a token that is about to end before it is refused", async () => {
    authority.setLifetime(5);
    await add();
    await authorize();
    await bench.agree("s");
    expect(authority.grants).toContain("refresh_token");
  });

  it("takes nobody back without the state that was sent away, and each only once", async () => {
    await add();
    const where = await authority.visit(await beginAuthorization(viewer(), "s", back));
    const forged = new URL(where);
    forged.searchParams.set("state", "x".repeat(43));
    expect(await comeBack(forged)).toBe("expired");
    forged.searchParams.delete("state");
    expect(await comeBack(forged)).toBe("expired");
    expect(await comeBack(where)).toBe("done");
    expect(await comeBack(where)).toBe("expired");
    expect(authority.grants).toEqual(["authorization_code"]);
  });

  it("takes nobody back after ten minutes, from another issuer, with another's code, or after a no", async () => {
    await add();
    const late = await authority.visit(await beginAuthorization(viewer(), "s", back));
    const now = Date.now();
    vi.spyOn(Date, "now").mockReturnValue(now + 11 * 60_000);
    expect(await comeBack(late)).toBe("expired");
    vi.restoreAllMocks();
    const mixed = await authority.visit(await beginAuthorization(viewer(), "s", back));
    mixed.searchParams.set("iss", "https://evil.example");
    expect(await comeBack(mixed)).toBe("failed");
    const stolen = await authority.visit(await beginAuthorization(viewer(), "s", back));
    stolen.searchParams.set("code", late.searchParams.get("code") ?? "");
    vi.spyOn(console, "warn").mockReturnValue();
    expect(await comeBack(stolen)).toBe("failed");
    expect(await comeBack(await authority.visit(await beginAuthorization(viewer(), "s", back), { denies: true }))).toBe("denied");
    expect(await state()).toBe("unauthorized");
  });

  it("is registered with once for an address to come back to", async () => {
    await add();
    await beginAuthorization(viewer(), "s", back);
    await authorize();
    expect(authority.registrations).toHaveLength(1);
    expect(authority.registrations[0]).toMatchObject({ client_name: "Aloud", redirect_uris: [back] });
    await beginAuthorization(viewer(), "s", back.replace("3000", "3001"));
    expect(authority.registrations).toHaveLength(2);
  });

  it("gets nothing at another address", async () => {
    await add();
    await authorize();
    const other = await startScriptedServer([{ name: "go" }]);
    try {
      await updateServer(viewer(), "s", { url: other.url });
      expect(await state()).toBe("connected");
      expect(other.requests.some(({ headers }) => headers.authorization !== undefined)).toBe(false);
    } finally {
      await other.close();
    }
  });

  it("keeps what it was given sealed", async () => {
    await add();
    await authorize();
    const row = await bench.database().client.mcpServer.findUniqueOrThrow({ where: { id: "s" } });
    expect(row.sealedAuth).toMatch(/^1\./);
    expect(authority.given.length).toBeGreaterThan(0);
    for (const secret of authority.given) expect(JSON.stringify({ ...row, createdAt: 0, updatedAt: 0 })).not.toContain(secret);
  });

  it("of the file is authorized as one of the settings", async () => {
    await bench.configure({ s: { url: server.url } });
    expect(await state()).toBe("unauthorized");
    expect(await authorize()).toBe("done");
    expect(await state()).toBe("connected");
    const rows = await bench.database().client.toolSetup.findMany();
    for (const secret of authority.given) expect(JSON.stringify(rows)).not.toContain(secret);
  });
});

describe("a tool server that cannot be authorized", () => {
  const bench = withToolbox("sqlite");

  it.each([
    ["says nothing of where", "Bearer"],
    ["names a place that is not there", 'Bearer resource_metadata="http://127.0.0.1:9/x"'],
    ["names the machine's own secrets", 'Bearer resource_metadata="http://169.254.169.254/latest"'],
  ])("%s: the person is told to use a key", async (_, challenge) => {
    const server = await startScriptedServer([{ name: "go" }]);
    server.protect(() => false, challenge);
    try {
      await bench.add(server.url, { name: "S" });
      await expect(beginAuthorization(bench.viewer(), "s", back)).rejects.toMatchObject({ code: "conflict" });
    } finally {
      await server.close();
    }
  });

  it("S35 of the public web cannot send us to this machine or its network", async () => {
    const authority = await startScriptedServer();
    const asked = vi.fn((_: unknown, response: import("node:http").ServerResponse) => response.end("{}"));
    authority.serve("/token", asked);
    try {
      expect((await foreignFetch(authority.url)(`${authority.origin}/token`)).status).toBe(200);
      await expect(foreignFetch("https://8.8.8.8/mcp")(`${authority.origin}/token`)).rejects.toThrow();
      expect(asked).toHaveBeenCalledTimes(1);
    } finally {
      await authority.close();
    }
  });
});
