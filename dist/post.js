import { A as writeLog, P as warning, n as cleanUp, s as tellAbandoned } from "./chunks/ending.js";
import { Zt as messageOf } from "./chunks/verdict.js";

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