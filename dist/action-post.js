import { A as warning, p as writeLog, r as tellAbandoned } from "./chunks/ending.js";
import { t as cleanUp } from "./chunks/cleanup.js";
import { yt as messageOf } from "./chunks/markdown.js";

// src/action-post.ts
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