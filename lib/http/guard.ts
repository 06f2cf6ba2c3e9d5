/** Owns: where a request to the API may come from. */
import { allowedOriginsOf, checkLocal, isPagePath, localAddress } from "#lib/auth/local.ts";
import { AppError } from "#lib/core/errors.ts";

/** Throws AppError `forbidden` naming the header at fault. */
export function checkOrigin(request: Request): void {
  const { headers, method } = request;
  const path = pathOf(request);
  const fault = checkLocal(
    {
      host: headers.get("host"),
      origin: headers.get("origin"),
      fetchSite: headers.get("sec-fetch-site"),
      fetchMode: headers.get("sec-fetch-mode"),
      fetchDest: headers.get("sec-fetch-dest"),
      method,
      isPage: isPagePath(path),
      allowedOrigins: allowedOriginsOf(path),
    },
    localAddress(),
  );
  if (fault) throw new AppError("forbidden", { field: fault });
}

export function pathOf(request: Request): string {
  return new URL(request.url).pathname;
}
