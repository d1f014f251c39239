import { installPackages, missingPackages } from './host/packages.ts';

export interface SetupRequest {
  readonly assumeYes: boolean;
  readonly ask: (question: string) => Promise<boolean>;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Installs the host packages that are missing; where all is present it costs milliseconds and says
 * nothing.
 */
export async function ensurePackages(
  request: SetupRequest,
): Promise<{ readonly installed: number }> {
  const missing = await missingPackages();
  if (missing.length > 0) await installPackages({ missing, ...request });
  return { installed: missing.length };
}
