/** Owns: making Prisma's client for either database, and the cast that presents both as one type. */
import type { SqlDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { AppError } from "#lib/core/errors.ts";
import { PrismaClient as PostgresClient } from "#prisma/postgres/client/client.ts";
import { Prisma, PrismaClient } from "#prisma/sqlite/client/client.ts";
import type { DatabaseKind } from "./client.ts";

/** Prisma wraps what an adapter throws when it has a code; here our own error comes out again. */
const ownErrors = Prisma.defineExtension({
  query: {
    async $allOperations({ args, query }) {
      try {
        return await query(args);
      } catch (error) {
        const isStorage = error instanceof Error && "code" in error && error.code === "storage";
        throw isStorage ? new AppError("storage", { cause: error }) : error;
      }
    },
  },
});

/**
 * The two generated clients are not assignable to each other. The SQLite one is the narrower, so what compiles against it runs
 * on both.
 */
export function makePrismaClient(kind: DatabaseKind, adapter: SqlDriverAdapterFactory): PrismaClient {
  const client = kind === "sqlite" ? new PrismaClient({ adapter }) : (new PostgresClient({ adapter }) as unknown as PrismaClient);
  return client.$extends(ownErrors) as unknown as PrismaClient;
}
