"""What `import casedrop` offers: workspaces, forms and cases as Python values. Nothing inside casedrop imports it."""
