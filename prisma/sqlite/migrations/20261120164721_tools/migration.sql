-- AlterTable
ALTER TABLE "run" ADD COLUMN "mostSteps" INTEGER;
ALTER TABLE "run" ADD COLUMN "waitsUntil" BIGINT;

-- CreateTable
CREATE TABLE "tool_call" (
    "runId" TEXT NOT NULL,
    "callId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "argsHash" TEXT NOT NULL,
    "effect" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "scope" TEXT,
    "reason" TEXT,
    "askedAt" BIGINT NOT NULL,
    "expiresAt" BIGINT,
    "decidedAt" BIGINT,

    PRIMARY KEY ("runId", "callId"),
    CONSTRAINT "tool_call_runId_fkey" FOREIGN KEY ("runId") REFERENCES "run" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "tool_output" (
    "runId" TEXT NOT NULL,
    "callId" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,

    PRIMARY KEY ("runId", "callId"),
    CONSTRAINT "tool_output_runId_fkey" FOREIGN KEY ("runId") REFERENCES "run" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "tool_grant" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "toolName" TEXT NOT NULL,
    "toolHash" TEXT NOT NULL,
    "conversationId" TEXT,
    "createdAt" BIGINT NOT NULL,
    CONSTRAINT "tool_grant_userId_fkey" FOREIGN KEY ("userId") REFERENCES "person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "tool_setup" (
    "userId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "isOn" BOOLEAN NOT NULL,
    "config" TEXT,
    "sealed" TEXT,

    PRIMARY KEY ("userId", "name"),
    CONSTRAINT "tool_setup_userId_fkey" FOREIGN KEY ("userId") REFERENCES "person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "mcp_server" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "sealedHeaders" TEXT,
    "sealedAuth" TEXT,
    "isEnabled" BOOLEAN NOT NULL DEFAULT true,
    "pinned" TEXT,
    "createdAt" BIGINT NOT NULL,
    "updatedAt" BIGINT NOT NULL,
    CONSTRAINT "mcp_server_userId_fkey" FOREIGN KEY ("userId") REFERENCES "person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "tool_call_state_expiresAt_idx" ON "tool_call"("state", "expiresAt");

-- CreateIndex
CREATE INDEX "tool_grant_userId_toolName_idx" ON "tool_grant"("userId", "toolName");

-- CreateIndex
CREATE INDEX "mcp_server_userId_idx" ON "mcp_server"("userId");
