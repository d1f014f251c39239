import { L as publishAnnotations, c as tellAbandoned, n as cleanUp, z as writeLog } from "./ending.js";
import { Ar as messageOf, t as guardProcess } from "./guard.js";

// src/post.ts
guardProcess(writeLog);
await attempt("the clean-up", async () => {
	for (const line of await cleanUp()) writeLog(line);
});
await attempt("telling the pull request", tellAbandoned);
async function attempt(what, action) {
	try {
		await action();
	} catch (error) {
		const message = `${what} did not end well: ${messageOf(error)}`;
		publishAnnotations([{
			level: "warning",
			title: "storage gate",
			message
		}]);
	}
}

export {  };