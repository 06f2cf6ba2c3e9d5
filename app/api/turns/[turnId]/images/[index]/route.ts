import { z } from "zod";
import { AppError } from "#lib/core/errors.ts";
import { countField, idField } from "#lib/http/fields.ts";
import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";
import { readTurnImage } from "#lib/runs/turn-image.ts";

const params = z.object({ turnId: idField("turn"), index: countField(0, 9_999) });

/** What a browser draws and never runs. */
const pictures = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/** A picture of a question. It never changes, so a browser that has it need not ask again. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ params }, async ({ viewer, params: { turnId, index } }) => {
    const { mediaType, bytes } = await readTurnImage(viewer, turnId, index);
    if (!pictures.includes(mediaType)) throw new AppError("not-found");
    return new Response(bytes, {
      headers: {
        "content-type": mediaType,
        "content-security-policy": "sandbox; default-src 'none'",
        "x-content-type-options": "nosniff",
        "cache-control": "private, max-age=31536000, immutable",
      },
    });
  }),
});
