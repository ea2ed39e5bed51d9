import { audience } from './contract/audience';
import { campaigns } from './contract/campaigns';
import { hardness } from './contract/hardness';
import { processes } from './contract/processes';
import { recording } from './contract/recording';
import { rooms } from './contract/rooms';
import { sameAsFold } from './contract/sameAsFold';
import { ties } from './contract/ties';
import { postgresGround } from './grounds/postgres';

const ground = postgresGround();
recording(ground);
ties(ground);
rooms(ground);
sameAsFold(ground);
processes(ground);
hardness(ground);
campaigns(ground);
audience(ground);
