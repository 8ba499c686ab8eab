-- Every node keeps every line it has seen; the id makes copies recognisable.
create table line (
	id uuid primary key,
	room varchar(32) not null,
	nick varchar(24) not null,
	text varchar(2000) not null,
	said_at timestamp with time zone not null,
	node varchar(255) not null
);

create index line_by_room on line (room, said_at, id);
create index line_by_time on line (said_at);

-- Lines per room and minute, written by the reporting service.
create table report (
	started_at timestamp with time zone not null,
	room varchar(32) not null,
	lines bigint not null,
	people bigint not null,
	primary key (started_at, room)
);
