/** Owns: what the protocol's own client wants to know of this application when a person authorizes it. Keeps it in one draft. */
import type { OAuthClientProvider } from "@modelcontextprotocol/client";
import type { StoredAuth } from "./auth-store.ts";
import { expiryOf } from "./tokens.ts";

/** Changed as the authorization goes on; its owner stores it. */
export interface AuthDraft extends StoredAuth {
  redirectUrl: string;
  codeVerifier?: string;
  /** Where the person is to be sent. */
  authorizationUrl?: URL;
}

export function providerFor(draft: AuthDraft, state: string): OAuthClientProvider {
  return {
    redirectUrl: draft.redirectUrl,
    clientMetadata: {
      client_name: "Aloud",
      redirect_uris: [draft.redirectUrl],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      token_endpoint_auth_method: "none",
    },
    state: () => state,
    clientInformation: () => draft.client,
    saveClientInformation(client) {
      draft.client = client;
    },
    // What there is was refused, or a person wants another: an old one is of no use here.
    tokens: () => undefined,
    saveTokens(tokens) {
      draft.tokens = tokens;
      draft.expiresAt = expiryOf(tokens);
    },
    redirectToAuthorization(url) {
      draft.authorizationUrl = url;
    },
    saveCodeVerifier(verifier) {
      draft.codeVerifier = verifier;
    },
    codeVerifier: () => draft.codeVerifier ?? "",
    saveDiscoveryState(discovery) {
      draft.discovery = discovery;
    },
    discoveryState: () => draft.discovery,
  };
}
