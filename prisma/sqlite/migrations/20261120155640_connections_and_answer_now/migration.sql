-- AlterTable
ALTER TABLE "run" ADD COLUMN "answerNowAt" BIGINT;
ALTER TABLE "run" ADD COLUMN "continuesRunId" TEXT;
ALTER TABLE "run" ADD COLUMN "outputLimit" INTEGER;

-- CreateTable
CREATE TABLE "connection" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "baseUrl" TEXT NOT NULL,
    "sealedKey" TEXT,
    "keyTail" TEXT,
    "sealedHeaders" TEXT,
    "isEnabled" BOOLEAN NOT NULL DEFAULT true,
    "testReport" TEXT,
    "createdAt" BIGINT NOT NULL,
    "updatedAt" BIGINT NOT NULL,
    CONSTRAINT "connection_userId_fkey" FOREIGN KEY ("userId") REFERENCES "person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "connection_userId_idx" ON "connection"("userId");
