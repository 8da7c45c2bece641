-- The tables of the grading store as its version 1 made them in a file, and one mark in it.
CREATE TABLE phrase (
    id INTEGER NOT NULL,
    course VARCHAR(255) NOT NULL,
    grader VARCHAR(255) NOT NULL,
    criterion VARCHAR(255) NOT NULL,
    text TEXT NOT NULL,
    removed BOOLEAN NOT NULL,
    time DATETIME NOT NULL,
    CONSTRAINT pk_phrase PRIMARY KEY (id)
);
CREATE TABLE phrase_use (
    id INTEGER NOT NULL,
    course VARCHAR(255) NOT NULL,
    phrase VARCHAR(255) NOT NULL,
    grader VARCHAR(255) NOT NULL,
    time DATETIME NOT NULL,
    CONSTRAINT pk_phrase_use PRIMARY KEY (id)
);
CREATE INDEX ix_phrase_use_course_phrase ON phrase_use (course, phrase);
CREATE TABLE place (
    course VARCHAR(255) NOT NULL,
    grader VARCHAR(255) NOT NULL,
    assignment VARCHAR(255) NOT NULL,
    notebook VARCHAR(255) NOT NULL,
    cell VARCHAR(255) NOT NULL,
    student VARCHAR(255) NOT NULL,
    time DATETIME NOT NULL,
    CONSTRAINT pk_place PRIMARY KEY (course, grader, assignment, notebook, cell)
);
CREATE TABLE pseudonym (
    course VARCHAR(255) NOT NULL,
    student VARCHAR(255) NOT NULL,
    pseudonym VARCHAR(255) NOT NULL,
    CONSTRAINT pk_pseudonym PRIMARY KEY (course, student),
    CONSTRAINT uq_pseudonym_course_pseudonym UNIQUE (course, pseudonym)
);
CREATE TABLE rubric (
    id INTEGER NOT NULL,
    course VARCHAR(255) NOT NULL,
    name VARCHAR(255) NOT NULL,
    version INTEGER NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_rubric PRIMARY KEY (id),
    CONSTRAINT uq_rubric_course_name_version UNIQUE (course, name, version)
);
CREATE TABLE script (
    id INTEGER NOT NULL,
    token VARCHAR(32) NOT NULL,
    course VARCHAR(255) NOT NULL,
    assignment VARCHAR(255) NOT NULL,
    notebook VARCHAR(255) NOT NULL,
    cell VARCHAR(255) NOT NULL,
    student VARCHAR(255) NOT NULL,
    submission VARCHAR(64) NOT NULL,
    answer VARCHAR(64) NOT NULL,
    time DATETIME NOT NULL,
    CONSTRAINT pk_script PRIMARY KEY (id),
    CONSTRAINT uq_script_course_assignment_notebook_cell_student_submission UNIQUE (course, assignment, notebook, cell, student, submission),
    CONSTRAINT uq_script_token UNIQUE (token)
);
CREATE TABLE version (
    number INTEGER NOT NULL,
    CONSTRAINT pk_version PRIMARY KEY (number)
);
CREATE TABLE event (
    id INTEGER NOT NULL,
    course VARCHAR(255) NOT NULL,
    grader VARCHAR(255) NOT NULL,
    what VARCHAR(32) NOT NULL,
    script_id INTEGER,
    details TEXT NOT NULL,
    time DATETIME NOT NULL,
    CONSTRAINT pk_event PRIMARY KEY (id),
    CONSTRAINT fk_event_script_id FOREIGN KEY(script_id) REFERENCES script (id)
);
CREATE INDEX ix_event_script_id_grader ON event (script_id, grader);
CREATE TABLE mark (
    id INTEGER NOT NULL,
    script_id INTEGER NOT NULL,
    reading VARCHAR(16) NOT NULL,
    revision INTEGER NOT NULL,
    grader VARCHAR(255) NOT NULL,
    state VARCHAR(16) NOT NULL,
    rubric_id INTEGER NOT NULL,
    comment TEXT NOT NULL,
    next_step TEXT NOT NULL,
    seconds DOUBLE NOT NULL,
    time DATETIME NOT NULL,
    CONSTRAINT pk_mark PRIMARY KEY (id),
    CONSTRAINT uq_mark_script_id_reading_revision UNIQUE (script_id, reading, revision),
    CONSTRAINT fk_mark_script_id FOREIGN KEY(script_id) REFERENCES script (id),
    CONSTRAINT fk_mark_rubric_id FOREIGN KEY(rubric_id) REFERENCES rubric (id)
);
CREATE TABLE tag (
    id INTEGER NOT NULL,
    script_id INTEGER NOT NULL,
    kind VARCHAR(16) NOT NULL,
    raised BOOLEAN NOT NULL,
    reason TEXT NOT NULL,
    grader VARCHAR(255) NOT NULL,
    time DATETIME NOT NULL,
    CONSTRAINT pk_tag PRIMARY KEY (id),
    CONSTRAINT fk_tag_script_id FOREIGN KEY(script_id) REFERENCES script (id)
);
CREATE INDEX ix_tag_script_id_kind ON tag (script_id, kind);
CREATE TABLE mark_level (
    mark_id INTEGER NOT NULL,
    criterion VARCHAR(255) NOT NULL,
    level DOUBLE,
    comment TEXT NOT NULL,
    CONSTRAINT pk_mark_level PRIMARY KEY (mark_id, criterion),
    CONSTRAINT fk_mark_level_mark_id FOREIGN KEY(mark_id) REFERENCES mark (id)
);
CREATE TABLE publication (
    id INTEGER NOT NULL,
    course VARCHAR(255) NOT NULL,
    assignment VARCHAR(255) NOT NULL,
    notebook VARCHAR(255) NOT NULL,
    cell VARCHAR(255) NOT NULL,
    student VARCHAR(255) NOT NULL,
    submission VARCHAR(64) NOT NULL,
    mark_id INTEGER,
    points DOUBLE,
    comment TEXT,
    publisher VARCHAR(255) NOT NULL,
    done BOOLEAN NOT NULL,
    time DATETIME NOT NULL,
    CONSTRAINT pk_publication PRIMARY KEY (id),
    CONSTRAINT fk_publication_mark_id FOREIGN KEY(mark_id) REFERENCES mark (id)
);
CREATE INDEX ix_publication_course_assignment_notebook_cell_student ON publication (course, assignment, notebook, cell, student);
INSERT INTO version (number) VALUES (1);
INSERT INTO rubric (id, course, name, version, content) VALUES (1, 'hold-1', 'refleksion', 1, '{}');
INSERT INTO script (id, token, course, assignment, notebook, cell, student, submission, answer, time)
    VALUES (1, 'abc', 'hold-1', 'A1', 'A1', 'a1-4', 'anna', 'a1', 'b2', '2026-11-01 20:00:00');
INSERT INTO mark (id, script_id, reading, revision, grader, state, rubric_id, comment, next_step, seconds, time)
    VALUES (1, 1, 'first', 1, 'Bo', 'final', 1, 'Godt øje.', 'Spørg hende.', 41.5, '2026-11-01 20:10:00');
INSERT INTO mark_level (mark_id, criterion, level, comment) VALUES (1, 'blikke', 3, 'To, der er hørt.');
INSERT INTO event (id, course, grader, what, script_id, details, time)
    VALUES (1, 'hold-1', 'Bo', 'mark', 1, '{"reading": "first", "revision": 1, "state": "final"}', '2026-11-01 20:10:00');
INSERT INTO place (course, grader, assignment, notebook, cell, student, time) VALUES ('hold-1', 'Bo', 'A1', 'A1', 'a1-4', 'anna', '2026-11-01 20:10:00');
