const PEOPLE = [
	{ name: 'Ada Moreno', phone: '+15551230001' },
	{ name: 'Ben Okri', phone: '+15551230012' },
	{ name: 'Chloé Martin', phone: '+33612345678' },
	{ name: 'Dev Patel', phone: '+919876543210' },
];

const text = (body) => ({ type: 'text', text: { body } });

async function post(stage, path, body) {
	const response = await fetch(stage.n8n.webhookUrl(path), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
	if (!response.ok) throw new Error(`The webhook ${path} answered ${response.status}`);
}

/** Imports an example, publishes it, lets something happen, and pictures the execution that came of it. */
async function live(stage, camera, file, picture, happening) {
	const workflow = await stage.example(file);
	await stage.n8n.workflows.activate(workflow.id);
	await happening(workflow);
	const [execution] = await stage.n8n.executions.settled(workflow.id, 1);
	await camera.workflow(picture, workflow.id, execution.id);
	return workflow;
}

/** Every example as it looks after it has really run; the one that talks to Meta itself as it looks before. */
export async function describeWorkflows(stage, camera) {
	await stage.write(PEOPLE, 'optIn', { source: 'shop counter' });
	await live(stage, camera, 'keyword-opt-in-opt-out.json', 'workflow-keyword', async () => {
		await stage.simulator.sendAs('+15551230001', text('STOP'));
	});
	const campaign = await stage.example('scheduled-campaign-http.json');
	const run = await stage.runByHand(campaign.id, 'Every Monday at 10');
	await camera.workflow('workflow-campaign', campaign.id, run.id);
	const sending = await stage.example('scheduled-campaign-send-with-consent.json');
	await camera.workflow('workflow-campaign-send-with-consent', sending.id);
	const whatsApp = await stage.example('scheduled-campaign-whatsapp-node.json');
	await camera.workflow('workflow-campaign-whatsapp-node', whatsApp.id);
	await live(stage, camera, 'order-update.json', 'workflow-order-update', async () => {
		await post(stage, 'order-placed', { phone: '+15551230001', name: 'Ada', order: 'A-1001', product: 'sourdough' });
	});
	await live(stage, camera, 'website-form-opt-in.json', 'workflow-website-form', async () => {
		await post(stage, 'whatsapp-opt-in', {
			phone: '+15551230077',
			name: 'Eve',
			agreed_to: 'Blue Door Bakery may send me offers on WhatsApp. I can stop any time.',
			page: 'https://bakery.example/news',
		});
	});
}
