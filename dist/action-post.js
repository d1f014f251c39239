import { n as cleanUp, t as writeLog, u as warning } from "./chunks/log.js";

// src/action-post.ts
try {
	for (const line of await cleanUp()) writeLog(line);
} catch (error) {
	warning(`storage gate: the clean-up did not end well: ${error instanceof Error ? error.message : String(error)}`);
}

export {  };