-- AlterTable
ALTER TABLE "run" ADD COLUMN     "answerNowAt" BIGINT,
ADD COLUMN     "continuesRunId" TEXT,
ADD COLUMN     "outputLimit" INTEGER;

-- CreateTable
CREATE TABLE "connection" (
    "id" TEXT NOT NULL,
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

    CONSTRAINT "connection_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "connection_userId_idx" ON "connection"("userId");

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_userId_fkey" FOREIGN KEY ("userId") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
