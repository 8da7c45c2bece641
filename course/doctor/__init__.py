"""``course doctor``: look at everything the course needs, and say in Danish what is wrong and the one thing that helps.

It must work where half of the installation is broken. So these modules import nothing but the standard library at their top,
and each check imports what it looks at, in a place where a failure is a finding.
"""
