/**
 * The simulator as a program: `node build/simulator/main.js [--port 4010] [--webhook http://127.0.0.1:5678/…] [--empty]`.
 * Each account value is a flag (`--phone-number-id`) or an environment variable (`SIMULATOR_PHONE_NUMBER_ID`).
 */
import { runProgram } from './program';

runProgram(process.argv.slice(2), process.env, (line) => console.log(line))
	.then((simulator) => {
		const stop = (): void => void simulator.close();
		process.once('SIGTERM', stop);
		process.once('SIGINT', stop);
	})
	.catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	});
