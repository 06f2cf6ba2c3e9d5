-- AlterTable
ALTER TABLE "conversation" ADD COLUMN     "keyId" TEXT,
ADD COLUMN     "origin" TEXT NOT NULL DEFAULT 'page';

-- AlterTable
ALTER TABLE "run" ADD COLUMN     "cost" DOUBLE PRECISION,
ADD COLUMN     "keyId" TEXT,
ADD COLUMN     "origin" TEXT NOT NULL DEFAULT 'page';

-- AlterTable
ALTER TABLE "turn" ADD COLUMN     "pathHash" TEXT;

-- CreateTable
CREATE TABLE "turn_image" (
    "turnId" TEXT NOT NULL,
    "index" INTEGER NOT NULL,
    "mediaType" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "turn_image_pkey" PRIMARY KEY ("turnId","index")
);

-- CreateTable
CREATE TABLE "thread" (
    "userId" TEXT NOT NULL,
    "keyId" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "createdAt" BIGINT NOT NULL,

    CONSTRAINT "thread_pkey" PRIMARY KEY ("userId","keyId","surface","externalId")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" TEXT NOT NULL,
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

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "thread_conversationId_idx" ON "thread"("conversationId");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_key_key" ON "api_key"("key");

-- CreateIndex
CREATE INDEX "api_key_userId_idx" ON "api_key"("userId");

-- CreateIndex
CREATE INDEX "run_keyId_createdAt_idx" ON "run"("keyId", "createdAt");

-- CreateIndex
CREATE INDEX "turn_pathHash_idx" ON "turn"("pathHash");

-- AddForeignKey
ALTER TABLE "turn_image" ADD CONSTRAINT "turn_image_turnId_fkey" FOREIGN KEY ("turnId") REFERENCES "turn"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "thread" ADD CONSTRAINT "thread_userId_fkey" FOREIGN KEY ("userId") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "thread" ADD CONSTRAINT "thread_conversationId_fkey" FOREIGN KEY ("conversationId") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_userId_fkey" FOREIGN KEY ("userId") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "feedback" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "keyId" TEXT,
    "surface" TEXT NOT NULL,
    "runId" TEXT,
    "vote" TEXT NOT NULL,
    "tags" TEXT NOT NULL,
    "comment" TEXT NOT NULL,
    "createdAt" BIGINT NOT NULL,

    CONSTRAINT "feedback_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "feedback_runId_idx" ON "feedback"("runId");

-- AddForeignKey
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_userId_fkey" FOREIGN KEY ("userId") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_runId_fkey" FOREIGN KEY ("runId") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
