import re
import pytest, shutil, time
from course.grading.collect import collect
from course.grading.collecting.summary import as_text, read_due
from course.grading.roster import import_list
from course.grading.root import open_root
from tests.course.grading.collecting.small_class import roster_csv
from tests.damaged import zoo as kinds

def test_zoo(released_course, released, tmp_path):
    t=time.time()
    zoo = kinds.build(tmp_path, released)
    print("built", time.time()-t)
    root = open_root(shutil.copytree(released_course, tmp_path/"opgaver"))
    (tmp_path/"hold.csv").write_bytes(roster_csv(zoo.people))
    import_list(root, tmp_path/"hold.csv")
    t=time.time()
    c = collect(root, "A1", zoo.folder, read_due(kinds.DUE))
    print("collected", time.time()-t)
    print(as_text(c))
    by={}
    for r in c.rows:
        print(repr(r.student.id), r.status, [re.sub(r"collected/A1/\w+/[\w-]+", "collected/A1/…", p.text.removeprefix(r.student.shown+": ")) for p in c.problems if p.student==r.student.id])
    for p in c.problems:
        if not p.student: print("->", p.text)
    assert 0
