-- AlterTable
ALTER TABLE "turn" ADD COLUMN "pathHash" TEXT;

-- CreateTable
CREATE TABLE "turn_image" (
    "turnId" TEXT NOT NULL,
    "index" INTEGER NOT NULL,
    "mediaType" TEXT NOT NULL,
    "bytes" BLOB NOT NULL,

    PRIMARY KEY ("turnId", "index"),
    CONSTRAINT "turn_image_turnId_fkey" FOREIGN KEY ("turnId") REFERENCES "turn" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "thread" (
    "userId" TEXT NOT NULL,
    "keyId" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "createdAt" BIGINT NOT NULL,

    PRIMARY KEY ("userId", "keyId", "surface", "externalId"),
    CONSTRAINT "thread_userId_fkey" FOREIGN KEY ("userId") REFERENCES "person" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "thread_conversationId_fkey" FOREIGN KEY ("conversationId") REFERENCES "conversation" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "configId" TEXT NOT NULL DEFAULT 'default',
    "name" TEXT,
    "start" TEXT,
    "prefix" TEXT,
    "key" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "refillInterval" INTEGER,
    "refillAmount" INTEGER,
    "lastRefillAt" BIGINT,
    "rateLimitEnabled" BOOLEAN NOT NULL DEFAULT true,
    "rateLimitTimeWindow" INTEGER,
    "rateLimitMax" INTEGER,
    "requestCount" INTEGER NOT NULL DEFAULT 0,
    "remaining" INTEGER,
    "lastRequest" BIGINT,
    "expiresAt" BIGINT,
    "createdAt" BIGINT NOT NULL,
    "updatedAt" BIGINT NOT NULL,
    "permissions" TEXT,
    "metadata" TEXT,
    CONSTRAINT "api_key_userId_fkey" FOREIGN KEY ("userId") REFERENCES "person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- AlterTable
ALTER TABLE "conversation" ADD COLUMN "origin" TEXT NOT NULL DEFAULT 'page';
ALTER TABLE "conversation" ADD COLUMN "keyId" TEXT;

-- AlterTable
ALTER TABLE "run" ADD COLUMN "origin" TEXT NOT NULL DEFAULT 'page';
ALTER TABLE "run" ADD COLUMN "keyId" TEXT;
ALTER TABLE "run" ADD COLUMN "cost" REAL;
CREATE INDEX "run_keyId_createdAt_idx" ON "run"("keyId", "createdAt");

-- CreateIndex
CREATE INDEX "thread_conversationId_idx" ON "thread"("conversationId");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_key_key" ON "api_key"("key");

-- CreateIndex
CREATE INDEX "api_key_userId_idx" ON "api_key"("userId");

-- CreateIndex
CREATE INDEX "turn_pathHash_idx" ON "turn"("pathHash");

-- CreateTable
CREATE TABLE "feedback" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "keyId" TEXT,
    "surface" TEXT NOT NULL,
    "runId" TEXT,
    "vote" TEXT NOT NULL,
    "tags" TEXT NOT NULL,
    "comment" TEXT NOT NULL,
    "createdAt" BIGINT NOT NULL,
    CONSTRAINT "feedback_userId_fkey" FOREIGN KEY ("userId") REFERENCES "person" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "feedback_runId_fkey" FOREIGN KEY ("runId") REFERENCES "run" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "feedback_runId_idx" ON "feedback"("runId");
