/** An authorization server on a real socket: metadata, registration, authorization codes with PKCE, refresh tokens spent once. */
import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { ScriptedServer } from "./scripted-server.ts";

export interface ScriptedAuthorization {
  origin: string;
  /** Every secret it has given out. */
  given: string[];
  registrations: Record<string, unknown>[];
  /** The grants that were asked for at the token endpoint, in order. */
  grants: string[];
  /** Headers of every request. */
  headers: IncomingMessage["headers"][];
  /** From now on access tokens given so far are refused. */
  expireAccess(): void;
  /** From now on refresh tokens given so far are refused. */
  revoke(): void;
  /** Seconds that access tokens given from now on are said to last. */
  setLifetime(seconds: number): void;
  /** What a person's browser does at the address it is sent to; resolves with where it is sent on to. `denies`: the person says no. */
  visit(url: string, options?: { denies?: boolean }): Promise<URL>;
  close(): Promise<void>;
}

interface Code {
  challenge: string;
  clientId: string;
  redirectUri: string;
}

/** Protects this tool server. */
export async function startAuthorization(protects: ScriptedServer): Promise<ScriptedAuthorization> {
  const codes = new Map<string, Code>();
  let access = new Set<string>();
  let refresh = new Set<string>();
  let lifetime = 3600;
  const given: string[] = [];
  const grants: string[] = [];
  const registrations: Record<string, unknown>[] = [];
  const headers: IncomingMessage["headers"][] = [];

  const server = createServer(async (request, response) => {
    headers.push(request.headers);
    const url = new URL(request.url ?? "", origin);
    if (url.pathname === "/.well-known/oauth-authorization-server") return send(response, 200, metadata());
    if (url.pathname === "/register") {
      const body = JSON.parse(await text(request));
      registrations.push(body);
      return send(response, 201, { ...body, client_id: `client-${registrations.length}` });
    }
    if (url.pathname === "/authorize") return authorize(url, response);
    if (url.pathname === "/token") return token(new URLSearchParams(await text(request)), response);
    send(response, 404, {});
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function metadata() {
    return {
      issuer: origin,
      authorization_endpoint: `${origin}/authorize`,
      token_endpoint: `${origin}/token`,
      registration_endpoint: `${origin}/register`,
      response_types_supported: ["code"],
      grant_types_supported: ["authorization_code", "refresh_token"],
      code_challenge_methods_supported: ["S256"],
      token_endpoint_auth_methods_supported: ["none"],
      authorization_response_iss_parameter_supported: true,
    };
  }

  function authorize({ searchParams }: URL, response: ServerResponse): void {
    const back = new URL(searchParams.get("redirect_uri") ?? "");
    back.searchParams.set("state", searchParams.get("state") ?? "");
    back.searchParams.set("iss", origin);
    if (searchParams.has("denied")) {
      back.searchParams.set("error", "access_denied");
    } else {
      const code = secret("code");
      const challenge = searchParams.get("code_challenge") ?? "";
      codes.set(code, { challenge, clientId: searchParams.get("client_id") ?? "", redirectUri: back.origin + back.pathname });
      back.searchParams.set("code", code);
    }
    response.writeHead(302, { location: back.href }).end();
  }

  function token(form: URLSearchParams, response: ServerResponse): void {
    grants.push(form.get("grant_type") ?? "");
    const isGood = form.get("grant_type") === "refresh_token" ? spendRefresh(form) : spendCode(form);
    if (!isGood) {
      send(response, 400, { error: "invalid_grant" });
      return;
    }
    const tokens = { access_token: secret("access"), refresh_token: secret("refresh") };
    access.add(tokens.access_token);
    refresh.add(tokens.refresh_token);
    send(response, 200, { ...tokens, token_type: "Bearer", expires_in: lifetime });
  }

  function spendRefresh(form: URLSearchParams): boolean {
    return refresh.delete(form.get("refresh_token") ?? "");
  }

  function spendCode(form: URLSearchParams): boolean {
    const code = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const verifier = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    return (
      code?.challenge === verifier && code.clientId === form.get("client_id") && code.redirectUri === form.get("redirect_uri")
    );
  }

  function secret(kind: string): string {
    const one = `canary-${kind}-${randomUUID()}`;
    given.push(one);
    return one;
  }

  protects.serve("/.well-known/oauth-protected-resource/mcp", (_, response) =>
    send(response, 200, { resource: protects.url, authorization_servers: [origin], scopes_supported: ["tools"] }),
  );
  const metadataUrl = `${protects.origin}/.well-known/oauth-protected-resource/mcp`;
  const passes = (header: string | undefined) => access.has(header?.replace(/^Bearer /, "") ?? "");
  protects.protect(passes, `Bearer resource_metadata="${metadataUrl}"`);

  return {
    origin,
    given,
    registrations,
    grants,
    headers,
    expireAccess() {
      access = new Set();
    },
    revoke() {
      refresh = new Set();
    },
    setLifetime(seconds) {
      lifetime = seconds;
    },
    async visit(url, { denies = false } = {}) {
      const response = await fetch(denies ? `${url}&denied=1` : url, { redirect: "manual" });
      return new URL(response.headers.get("location") ?? "");
    },
    close() {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
