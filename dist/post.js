import { N as writeLog, n as cleanUp, s as tellAbandoned, z as warning } from "./chunks/ending.js";
import { wn as messageOf } from "./chunks/ancestors.js";

// src/post.ts
await attempt("the clean-up", async () => {
	for (const line of await cleanUp()) writeLog(line);
});
await attempt("telling the pull request", tellAbandoned);
async function attempt(what, action) {
	try {
		await action();
	} catch (error) {
		warning(`storage gate: ${what} did not end well: ${messageOf(error)}`);
	}
}

export {  };