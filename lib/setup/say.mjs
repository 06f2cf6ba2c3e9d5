// Owns: what set-up tells the person in front of the terminal.

/** One step of set-up with its time: "Building … 12 s". Failures keep their own output. */
export async function step(title, work) {
  const startedAt = Date.now();
  process.stdout.write(`  ${title} …\n`);
  const result = await work();
  const seconds = Math.round((Date.now() - startedAt) / 100) / 10;
  process.stdout.write(`  ${title}: done in ${seconds} s\n`);
  return result;
}

/** Prints one clear sentence and ends the process. */
export function fail(sentence, code = 1) {
  process.stderr.write(`\n${sentence}\n`);
  process.exit(code);
}
