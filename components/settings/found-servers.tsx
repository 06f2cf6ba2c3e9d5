"use client";
import type { ApiError } from "#lib/client/api-error.ts";
import type { FoundServer } from "#lib/connections/find-local.ts";
import { Button } from "../ui/button.tsx";
import { Trouble } from "./trouble.tsx";

export interface Discovery {
  isLooking: boolean;
  /** Null: nobody has looked. */
  found: readonly FoundServer[] | null;
  error: ApiError | null;
}

interface FoundServersProps {
  discovery: Discovery;
  /** The address of the server that is being added; null: none. */
  adding: string | null;
  isConnected(server: FoundServer): boolean;
  onAdd(server: FoundServer): void;
}

/** Model servers that run on this machine. */
export function FoundServers({ discovery: { isLooking, found, error }, adding, isConnected, onAdd }: FoundServersProps) {
  return (
    <section aria-label="On this machine" aria-busy={isLooking} className="mt-6 rounded-lg bg-paper-sunken px-4 py-3">
      <h2 className="mb-1 font-medium">{isLooking ? "Looking for servers on this machine" : "On this machine"}</h2>
      {error ? (
        <Trouble message={error.message} detail={error.suggestion} />
      ) : found === null || isLooking ? (
        <p className="py-1 text-ink-faint">Ollama, LM Studio, llama.cpp, vLLM and others are asked at their usual ports.</p>
      ) : found.length === 0 ? (
        <p className="py-1 text-ink-soft">
          No server answers at the usual ports. Start yours and look again, or add it with its address.
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {found.map((server) => (
            <li key={server.baseUrl} className="flex items-center gap-3 py-2">
              <p className="min-w-0 grow">
                <span className="block font-medium">{server.name}</span>
                <span className="block break-words text-ink-faint">
                  {server.baseUrl} · {server.modelCount === 1 ? "1 model" : `${server.modelCount} models`}
                </span>
              </p>
              {isConnected(server) ? (
                <span className="shrink-0 text-ink-faint">Connected</span>
              ) : (
                <Button
                  aria-label={`Add ${server.name} at ${server.baseUrl}`}
                  aria-disabled={adding !== null}
                  onClick={() => adding === null && onAdd(server)}
                >
                  {adding === server.baseUrl ? "Adding" : "Add"}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
